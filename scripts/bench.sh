#!/bin/sh
# Benchmarks of the inner loops: `bench.sh [PATTERN] [options of JMH]`, such as `bench.sh Tflite -f 1 -i 3`;
# `bench.sh step [BATCH]`: where the time of a training step goes;
# `bench.sh keras PYTHON [BATCH]`: epochs of training, and of pruning, in turns with Keras and TFMOT;
# `bench.sh kernel PYTHON [STARTS [CELLS]]`: the kernel in turns with ipykernel and, if installed, JJava;
# and of a model that is larger than the heap: `bench.sh large [GB [FOLDER]]`, on the disk of the folder.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd -P)
out=$root/kernel/target
mkdir -p "$out"

if [ "${1:-}" = kernel ]; then
  python=${2:-}
  [ -x "$python" ] || {
    echo "cortado: bench kernel needs a Python with ipykernel. Received: ${python:-nothing}. Next: ./cortado bench kernel VENV/bin/python" >&2
    exit 2
  }
  shift 2
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  "$root/cortado" kernel install --prefix "$folder" >&2
  JUPYTER_PATH=$folder/share/jupyter "$python" "$root/scripts/time_kernels.py" "$@"
  exit
fi

if ! (cd "$root" && mvn -q -B -Pbench -pl src/jmh -am process-classes) >"$out/bench-build.log" 2>&1; then
  tail -n 40 "$out/bench-build.log" >&2
  echo "cortado: the benchmarks could not be built. Next: see $out/bench-build.log." >&2
  exit 1
fi

java=java
[ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ] && java=$JAVA_HOME/bin/java
version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)

heap=
if [ "${1:-}" = large ]; then
  shift
  heap=-Xmx1g
  set -- cortado.bench.large.LargeModels "$@"
elif [ "${1:-}" = step ]; then
  shift
  set -- cortado.tensorflow.StepTimes "$@"
elif [ "${1:-}" = keras ]; then
  shift
  set -- cortado.tensorflow.BesideKeras "$root/scripts/train_in_keras.py" "$@"
else
  set -- cortado.bench.Main "$out" "$@"
fi
# JMH gives its child processes the same options and class path.
set -- -cp "$root/src/jmh/target/classes:$root/src/jmh/target/lib/*:$out/lib/*" "$@"
set -- ${heap:+"$heap"} -XX:+UseSerialGC -Djava.awt.headless=true -Dorg.slf4j.simpleLogger.defaultLogLevel=off "$@"
if [ "$version" -ge 24 ]; then
  set -- --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "$@"
fi
# shellcheck disable=SC2086 # JAVA_OPTS is a list of words
exec "$java" ${CORTADO_JAVA_OPTS:-} "$@"
