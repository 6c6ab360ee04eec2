/** Cortado as a guest in kernels of others, stock JJava and classic IJava: magics and displays. */
package cortado.kernel.guest;
