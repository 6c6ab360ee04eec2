package cortado.keras;

/** In which order the axes of a tensor stand. */
enum AxisOrder {
  /** As in the file. */
  OF_FILE,
  /** The file's second axis, that of the channels, behind all others. */
  CHANNELS_LAST
}
