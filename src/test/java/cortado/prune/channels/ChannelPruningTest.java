package cortado.prune.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.Activation;
import cortado.graph.ElementwiseLayer.Merge;
import cortado.graph.ElementwiseLayer.Merging;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.LayerPattern;
import cortado.graph.Model;
import cortado.graph.Padding;
import cortado.graph.Ref;
import cortado.graph.ShapeLayer.Flatten;
import cortado.graph.ShapeLayer.Reshape;
import cortado.graph.Size2;
import cortado.graph.UNet;
import cortado.graph.WeightId;
import cortado.ops.Initializer;
import cortado.prune.Criterion;
import cortado.prune.PruningMethod;
import cortado.prune.Scope;
import cortado.prune.Sparsity;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChannelPruningTest {
  private static final Sparsity HALF = new Sparsity(0.5);
  private static final Criterion L1 = new Criterion.L1();

  private final NetworkDraft net = new NetworkDraft("net", 4, 4, 3);
  private final RandomLayers layers =
      new RandomLayers(new Random(1), net, List.of(Activation.RELU));

  @Test
  void aUNetLosesTheShareInEachLayerAndItsSkipConnectionsFollow() {
    Graph graph = UNet.of(16, 1, List.of(4, 8));
    Model small = prune(Initializer.initialize(graph, 1), HALF, Scope.LAYER);

    assertThat(small.weights().get(new WeightId("conv_1", "kernel")).shape())
        .isEqualTo(Shape.of(3, 3, 1, 2));
    assertThat(small.graph()).isEqualTo(UNet.of(16, 1, List.of(2, 4)));
  }

  @Test
  void whatMeetsInASumIsOneChannelAndIsDescribedSo() {
    Ref a = net.add(conv("a", 4), net.input());
    Ref b = net.add(conv("b", 4), a);
    Ref sum = net.add(new Merge("sum", Merging.ADD), a, b);
    Ref end = net.add(conv("end", 2), sum);
    ChannelGroups groups = ChannelGroups.of(net.graph(List.of(end)));

    assertThat(groups.count()).isEqualTo(4);
    assertThat(groups.describe(3)).isEqualTo("a[3], b[3] → b, end");
  }

  @Test
  void whatIsJoinedStaysApart() {
    Ref a = net.add(conv("a", 4), net.input());
    Ref b = net.add(conv("b", 3), net.input());
    Ref both = net.add(new Layer.Concatenate("both", -1), a, b);
    Ref end = net.add(conv("end", 2), both);
    Model model = NetworkDraft.model(net.graph(List.of(end)), new Random(2));
    Model small = prune(model, HALF, Scope.LAYER);

    assertThat(ChannelGroups.of(model.graph()).count()).isEqualTo(7);
    assertThat(small.weights().get(new WeightId("end", "kernel")).shape())
        .isEqualTo(Shape.of(1, 1, 2 + 1, 2));
  }

  @Test
  void theSmallestFiltersGoAndTheRestStaysAsItWas() {
    Ref a = net.add(conv("a", 3), net.input());
    Ref end = net.add(conv("end", 1), a);
    Graph graph = net.graph(List.of(end));
    WeightId kernel = new WeightId("a", "kernel");
    WeightId reads = new WeightId("end", "kernel");
    Tensor filters = Tensor.of(Shape.of(1, 1, 3, 3), 1, 5, -2, 1, 0, -2, 1, 0, 2);
    Model model = Initializer.initialize(graph, 1);
    Tensor read = model.weights().get(reads);
    model = model.withWeights(model.weights().with(Map.of(kernel, filters)));
    Model small = prune(model, new Sparsity(0.34), Scope.GLOBAL);

    assertThat(small.weights().get(kernel).floats()).containsExactly(5, -2, 0, -2, 0, 2);
    assertThat(small.weights().get(reads).floats())
        .containsExactly(read.floats()[1], read.floats()[2]);
  }

  @Test
  void flattenedChannelsAndReshapedUnitsGoTogether() {
    Ref a = net.add(conv("a", 4), net.input());
    Ref flat = net.add(new Flatten("flat"), a);
    Ref wide = net.add(new Layer.Dense("wide", 32, Activation.RELU, true), flat);
    Ref image = net.add(new Reshape("image", List.of(4, 4, 2)), wide);
    Ref end = net.add(conv("end", 1), image);
    Model small =
        prune(NetworkDraft.model(net.graph(List.of(end)), new Random(3)), HALF, Scope.LAYER);

    assertThat(small.weights().get(new WeightId("wide", "kernel")).shape())
        .isEqualTo(Shape.of(16 * 2, 16));
    assertThat(small.graph().leaves())
        .containsEntry("image", new Reshape("image", List.of(4, 4, 1)));
  }

  @Test
  void everyLayerKeepsAChannel() {
    Model model = Initializer.initialize(UNet.of(16, 1, List.of(4, 8)), 1);
    Model small = prune(model, new Sparsity(0.99), Scope.GLOBAL);

    assertThat(small.graph()).isEqualTo(UNet.of(16, 1, List.of(1, 1)));
  }

  @Test
  void skippedLayersKeepTheirChannels() {
    Model model = Initializer.initialize(UNet.of(16, 1, List.of(4, 8)), 1);
    ChannelPruning pruning =
        ChannelPruning.of(
            model.graph(), List.of(new LayerPattern("conv_1"), new LayerPattern("up*")));
    Model small = pruning.choose(model, HALF, L1, Scope.LAYER).apply(model);

    assertThat(kernel(small, "conv_1").dim(-1)).isEqualTo(4);
    assertThat(kernel(small, "up_14").dim(-2)).isEqualTo(4);
    assertThat(kernel(small, "conv_4").dim(-1)).isEqualTo(2);
  }

  @Test
  void onlyTheLayersNamedLoseChannels() {
    Model model = Initializer.initialize(UNet.of(16, 1, List.of(4, 8)), 1);
    PruningMethod first =
        PruningMethod.CHANNELS.withOnly(List.of("conv*")).withSkip(List.of("conv_4"));
    Model small =
        ChannelPruning.of(model.graph(), first).choose(model, HALF, L1, Scope.LAYER).apply(model);

    assertThat(kernel(small, "conv_1")).isEqualTo(Shape.of(3, 3, 1, 2));
    assertThat(kernel(small, "conv_4")).isEqualTo(Shape.of(3, 3, 2, 4));
    assertThatThrownBy(
            () ->
                ChannelPruning.of(model.graph(), PruningMethod.CHANNELS.withOnly(List.of("cnv_1"))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cnv_1")
        .hasMessageContaining("conv_1");
  }

  @ParameterizedTest
  @EnumSource(value = Scope.class, mode = EnumSource.Mode.EXCLUDE, names = "SENSITIVITY")
  void eachLayerKeepsAsManyChannelsAsItIsTold(Scope scope) {
    Model model = Initializer.initialize(UNet.of(16, 1, List.of(8, 16)), 1);
    PruningMethod three = PruningMethod.CHANNELS.withMinChannels(3);
    Model small =
        ChannelPruning.of(model.graph(), three)
            .choose(model, new Sparsity(0.99), L1, scope)
            .apply(model);

    assertThat(small.graph()).isEqualTo(UNet.of(16, 1, List.of(3, 3)));
  }

  @ParameterizedTest
  @EnumSource(value = Scope.class, mode = EnumSource.Mode.EXCLUDE, names = "SENSITIVITY")
  void noMoreChannelsGoThanASizeTakes(Scope scope) {
    Model model = Initializer.initialize(UNet.of(16, 1, List.of(8, 16)), 1);
    ChannelPruning pruning = ChannelPruning.of(model.graph(), List.of());
    for (int times : List.of(2, 4, 10)) {
      long most = model.weights().parameters() / times;
      ChannelRemoval enough = pruning.chooseWithin(model, most, L1, scope);
      // Rounding in each layer may take as many for one channel less.
      ChannelRemoval fewer = enough;
      for (int n = enough.count(); fewer.count() >= enough.count(); n--) {
        fewer = pruning.choose(model, new Sparsity((double) n / pruning.count()), L1, scope);
      }

      assertThat(enough.parameters(model)).isLessThanOrEqualTo(most);
      assertThat(fewer.parameters(model)).isGreaterThan(most);
    }
  }

  @Test
  void theLeastShareIsFoundThatMakesAModelSmallEnough() {
    Model model = Initializer.initialize(UNet.of(16, 1, List.of(8, 16, 32)), 1);
    long most = model.weights().parameters() / 20;
    ChannelPruning pruning = ChannelPruning.of(model.graph(), List.of());
    Model small = pruning.chooseWithin(model, most, L1, Scope.LAYER).apply(model);

    assertThat(small.weights().parameters()).isBetween(most / 2, most);
    assertThatThrownBy(() -> pruning.chooseWithin(model, 10, L1, Scope.LAYER))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("10 parameters");
  }

  @Test
  void theFactorsOfBatchNormTellWhatMatters() {
    Graph graph = UNet.of(16, 1, List.of(2, 4));
    Model model = Initializer.initialize(graph, 1);
    WeightId gamma = new WeightId("norm_2", "gamma");
    model =
        model.withWeights(model.weights().with(Map.of(gamma, Tensor.of(Shape.of(2), 0.1f, -3))));
    ChannelRemoval removal =
        ChannelPruning.of(graph, List.of())
            .choose(model, HALF, new Criterion.BatchNormScale(), Scope.LAYER);
    Model small = removal.apply(model);

    assertThat(small.weights().get(gamma).floats()).containsExactly(-3);
    assertThat(kernel(small, "up_14").dim(-2)).as("there is none behind it").isEqualTo(2);
  }

  @Test
  void mistakesAreNamed() {
    Graph graph = UNet.of(16, 1, List.of(4, 8));
    assertThatThrownBy(() -> ChannelPruning.of(graph, List.of(new LayerPattern("nothing"))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nothing")
        .hasMessageContaining("conv_1");
    assertThatThrownBy(() -> ChannelPruning.of(graph, List.of(new LayerPattern("*"))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("No channel of 'unet'");
    assertThatThrownBy(() -> Criterion.named("l3", 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("l1, l2, bn-scale, taylor, random");
    Ref end = net.add(layers.conv(2, 1), net.add(conv("a", 4), net.input()));
    Model plain = Initializer.initialize(net.graph(List.of(end)), 1);
    Criterion scale = new Criterion.BatchNormScale();
    assertThatThrownBy(
            () ->
                ChannelPruning.of(plain.graph(), List.of()).choose(plain, HALF, scale, Scope.LAYER))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("bn-scale");
  }

  private static Layer conv(String name, int filters) {
    return new Layer.Conv2D(
        name, filters, Size2.ONE, Size2.ONE, Padding.SAME, Size2.ONE, 1, Activation.RELU, false);
  }

  private static Shape kernel(Model model, String layer) {
    return model.weights().get(new WeightId(layer, "kernel")).shape();
  }

  private static Model prune(Model model, Sparsity share, Scope scope) {
    return ChannelPruning.of(model.graph(), List.of()).choose(model, share, L1, scope).apply(model);
  }
}
