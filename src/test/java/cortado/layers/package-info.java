/**
 * The matrix of layers and backends. To add a layer, add a model to one of the Python modules in
 * {@code src/test/resources/layers} (or add a module), then write {@code docs/layers.md} anew:
 *
 * <pre>{@code
 * mvn test -pl src -am -Dtest=LayerMatrixTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dtest.excludedGroups= -Dcortado.golden=write
 * }</pre>
 *
 * <p>A layer that cannot do something by a {@code UserError} is a hole that the document names; a
 * wrong number fails the test. {@code -Dcortado.layers=Conv} tries only the models whose names
 * contain that, and leaves the document alone.
 */
package cortado.layers;
