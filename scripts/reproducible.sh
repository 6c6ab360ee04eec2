#!/bin/sh
# Builds the commit twice, in folders of different names, and tells whether the jars are the same.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build() {
  mkdir "$work/$1"
  git -C "$root" archive HEAD | tar -x -C "$work/$1"
  (cd "$work/$1" && mvn -q -B -DskipTests -Dmdep.skip=true ${CORTADO_MAVEN_OPTS:-} package)
  (cd "$work/$1" && find . -path '*/target/cortado-*.jar' -exec sha256sum {} + | sort -k 2) >"$work/$1.sums"
}

build one
build another-name
if ! diff "$work/one.sums" "$work/another-name.sums"; then
  echo "cortado: two builds of $(git -C "$root" rev-parse --short HEAD) differ" >&2
  exit 1
fi
cat "$work/one.sums"
echo "Two builds of $(git -C "$root" rev-parse --short HEAD) gave the same $(wc -l <"$work/one.sums") jars."
