package cortado.magic;

/** The name of a variant of the session, so that completion can offer those there are. */
record VariantName(String value) {
  @Override
  public String toString() {
    return value;
  }
}
