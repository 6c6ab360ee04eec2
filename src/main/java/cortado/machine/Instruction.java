package cortado.machine;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Instructions that kernels of neural networks use, by the names that their makers gave them. */
public enum Instruction {
  AVX2("AVX2", "avx2", false),
  FMA("FMA", "fma", false),
  F16C("F16C", "f16c", false),
  AVX512("AVX-512", "avx512f", false),
  AVX512_VNNI("AVX-512 VNNI", "avx512_vnni", true),
  AVX_VNNI("AVX VNNI", "avx_vnni", true),
  AMX_INT8("AMX int8", "amx_int8", true),
  NEON("NEON", "asimd", false),
  HALF_PRECISION("half precision", "asimdhp", false),
  DOT_PRODUCT("int8 dot product", "asimddp", true),
  INT8_MATRIX_PRODUCT("int8 matrix product", "i8mm", false);

  private static final Set<Instruction> OF_X86 = EnumSet.range(AVX2, AMX_INT8);
  private static final Set<Instruction> OF_ARM =
      EnumSet.complementOf(EnumSet.range(AVX2, AMX_INT8));

  private final String title;
  private final String flag;
  private final boolean int8DotProduct;

  Instruction(String title, String flag, boolean int8DotProduct) {
    this.title = title;
    this.flag = flag;
    this.int8DotProduct = int8DotProduct;
  }

  /** The name that people know. */
  public String title() {
    return title;
  }

  /** All their names, in their order. */
  public static String titles(Collection<Instruction> instructions) {
    return instructions.stream().map(Instruction::title).collect(Collectors.joining(", "));
  }

  /** Whether it makes int8 faster than float32 by more than its smaller size. */
  boolean isInt8DotProduct() {
    return int8DotProduct;
  }

  /** The name of its flag in {@code /proc/cpuinfo}. */
  String flag() {
    return flag;
  }

  /** Those of the architecture whose line of flags has this key; none for any other key. */
  static Set<Instruction> under(String key) {
    return switch (key) {
      case "flags" -> OF_X86;
      case "Features" -> OF_ARM;
      default -> Set.of();
    };
  }
}
