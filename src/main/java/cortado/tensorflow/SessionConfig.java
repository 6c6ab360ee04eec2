package cortado.tensorflow;

import cortado.machine.Instruction;
import cortado.machine.Processor;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/** How sessions of TensorFlow run on this machine. */
final class SessionConfig {
  private SessionConfig() {}

  static ConfigProto of(Threads threads) {
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(threads.within())
        .setInterOpParallelismThreads(threads.between())
        // Else the process's first session would decide for all others.
        .setUsePerSessionThreads(true)
        .setGraphOptions(
            GraphOptions.newBuilder()
                .setRewriteOptions(RewriterConfig.newBuilder().setRemapping(fusion())))
        .build();
  }

  /**
   * Whether a convolution and the normalization after it become one op. oneDNN computes that op
   * value by value unless it has AVX-512, which takes ten times as long as the two.
   */
  private static RewriterConfig.Toggle fusion() {
    return TensorFlowLibrary.usesOneDnn() && Processor.here().lacks(Instruction.AVX512)
        ? RewriterConfig.Toggle.OFF
        : RewriterConfig.Toggle.DEFAULT;
  }
}
