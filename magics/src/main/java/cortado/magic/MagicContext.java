package cortado.magic;

/** What a magic works on and where it shows what it does. */
public record MagicContext(Magics magics, Console console) {}
