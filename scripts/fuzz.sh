#!/bin/sh
# Coverage-guided fuzzing of all that reads what strangers send: fuzz.sh TARGET|all SECONDS.
# What reached new code, and what crashed, stays in kernel/target/fuzz.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd -P)
cd "$root"

targets="hdf5 archive config tflite safetensors npy session notebook magic message"
case " $targets all " in
  *" ${1:-} "*) ;;
  *)
    echo "cortado: there is no such target. Received: ${1:-}. Allowed: $targets, all. Next: cortado fuzz all 30" >&2
    exit 1
    ;;
esac
case ${2:-60} in
  *[!0-9]* | 0)
    echo "cortado: the seconds are no number. Received: $2. Allowed: 1 and more. Next: cortado fuzz $1 60" >&2
    exit 1
    ;;
esac

list=target/fuzz-class-path.txt
mvn -q -B test-compile dependency:build-classpath -pl kernel -am -Dmdep.outputFile="$list"
java=java
[ -n "${JAVA_HOME:-}" ] && java=$JAVA_HOME/bin/java
exec "$java" -cp "$root/kernel/target/test-classes:$root/kernel/target/classes:$(cat "kernel/$list")" \
  cortado.fuzz.Fuzz "$1" "${2:-60}"
