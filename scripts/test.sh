#!/bin/sh
# All tests, as CI runs them: `test.sh` for everything, `test.sh --fast` without the slow set.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd -P)
cd "$root"

excluded=
[ "${1:-}" = --fast ] && excluded=slow

# The Python that tests compare with. Without one those tests are skipped and say so.
if [ -z "${CORTADO_TEST_PYTHON:-}" ]; then
  wanted=$(cksum <scripts/requirements-test.txt)
  if [ "$(cat .venv/installed 2>/dev/null)" != "$wanted" ]; then
    echo "cortado: installing the Python that the tests compare with …" >&2
    rm -rf .venv
    mkdir -p kernel/target
    if python3 -m venv .venv && .venv/bin/pip install -q -r scripts/requirements-test.txt >kernel/target/pip.log 2>&1; then
      echo "$wanted" >.venv/installed
    else
      echo "cortado: no Python environment could be made (see kernel/target/pip.log); the tests that need it are skipped" >&2
    fi
  fi
  [ -f .venv/installed ] && CORTADO_TEST_PYTHON=$root/.venv/bin/python && export CORTADO_TEST_PYTHON
fi

rm -rf src/target/surefire-reports magics/target/surefire-reports kernel/target/surefire-reports
status=0
mvn -B -ntp -Pchecks verify -Dmaven.test.failure.ignore=true -Dtest.excludedGroups="$excluded" || status=$?

# One line for each reason to skip, then the counts.
find . -path '*/surefire-reports/TEST-*.xml' -exec cat {} + | awk '
  /<testcase / { ran++ }
  /<skipped/ {
    skipped++
    reason = "no reason given"
    if (match($0, /message="[^"]*"/)) reason = substr($0, RSTART + 9, RLENGTH - 10)
    else if (match($0, /Assumption failed: .*/)) reason = substr($0, RSTART + 19)
    sub(/^skipped: /, "", reason)
    reasons[reason]++
  }
  /<failure|<error/ { failed++ }
  END {
    print ""
    for (r in reasons) printf "skipped %d: %s\n", reasons[r], r
    printf "Tests: %d passed, %d failed, %d skipped\n", ran - failed - skipped, failed, skipped
    if (ran == 0 || failed > 0) exit 1
  }' || status=1
exit "$status"
