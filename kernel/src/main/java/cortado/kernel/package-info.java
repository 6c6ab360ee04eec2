/** The Jupyter kernel and the installer of its kernelspec. */
package cortado.kernel;
