package cortado.kernel.guest;

import cortado.display.MimeBundle;

/** Where the kernel of another shows what its cells do. */
interface Screen {
  /** Shows a bundle; returns the name by which {@link #update} replaces it. */
  String show(MimeBundle bundle);

  void update(String id, MimeBundle bundle);
}
