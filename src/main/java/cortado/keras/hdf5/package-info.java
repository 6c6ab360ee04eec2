/**
 * HDF5 files of groups, string attributes and float32 datasets, as Keras uses them; the only user
 * of an HDF5 library.
 */
package cortado.keras.hdf5;
