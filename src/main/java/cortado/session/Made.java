package cortado.session;

import cortado.graph.Model;

/** A model that is about to be kept as a variant, and what made it. */
record Made(Model model, Recipe recipe) {}
