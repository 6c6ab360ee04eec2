/**
 * The primitives that backends and analyses know, the lowering of layers to them, and rewrites from
 * ops to ops.
 */
package cortado.ops;
