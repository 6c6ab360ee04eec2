package cortado.keras.zip;

/**
 * A file in an archive, as the central directory has it.
 *
 * @param deflated whether it is compressed; else it is stored as it is
 * @param crc its CRC-32
 * @param packed bytes it takes in the archive
 * @param size bytes it has
 * @param header where its local header stands
 */
record Entry(String name, boolean deflated, long crc, long packed, long size, long header) {}
