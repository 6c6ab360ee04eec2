package cortado.workspace;

import cortado.graph.Model;

/** A model that is about to be kept as a variant, and what made it. */
public record Made(Model model, Recipe recipe) {}
