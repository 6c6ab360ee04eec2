package cortado.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.UNet;
import cortado.session.PruneRequest;
import cortado.session.QuantizeRequest;
import cortado.session.Session;
import cortado.session.TinySession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Variants that are renamed, dropped, restored and deleted for good. */
final class HousekeepingTest extends TinySession {
  private Housekeeping house;

  HousekeepingTest() {
    super(2, 4);
  }

  @BeforeEach
  void fill() {
    session.prune(PruneRequest.of(0.5).withEpochs(0), SILENT);
    session.prune(PruneRequest.of(0.8).withEpochs(0), SILENT);
    house = session.housekeeping();
  }

  private List<String> names() {
    return session.variants().stream().map(Variant::name).toList();
  }

  private Change.Dropped drop(String... names) {
    return house.drop(List.of(names).stream().map(session::variant).toList(), false);
  }

  private Path store() {
    return dir.resolve("ws/store");
  }

  @Test
  void theListTellsWhatEachTakesAndCountsSharedFilesOnce() throws IOException {
    session.quantize(QuantizeRequest.of("float16").from("sparse50"), SILENT);
    Files.writeString(store().resolve("abc.tflite"), "x");
    Listing list = house.list();
    assertThat(list.variants())
        .extracting(Listing.Item::name)
        .containsExactly("unet", "sparse50", "sparse80", "sparse50-float16");
    assertThat(list.variants().get(3).bytes())
        .isEqualTo(Files.size(store().resolve(session.newest().row().artifact().orElseThrow())));
    assertThat(list.orphans()).containsExactly("abc.tflite");
    long files = list.variants().stream().mapToLong(Listing.Item::bytes).sum();
    assertThat(list.bytes()).isGreaterThan(files + list.remadeBytes());
  }

  @Test
  void aDroppedVariantLeavesItsNameAndComesBackWithItsWeights() {
    var weights = session.variant("sparse80").model();
    assertThat(drop("sparse80").variants()).containsExactly("sparse80");
    assertThat(names()).containsExactly("unet", "sparse50");
    assertThat(house.list().dropped()).extracting(Listing.Item::name).containsExactly("sparse80");
    session.create(UNet.of(16, 1, List.of(2)), "%model unet", 1, Optional.of("sparse80"));

    assertThat(house.restore(List.of("Sparse80")).variants()).containsExactly("sparse80-2");
    assertThat(session.variant("sparse80-2").model()).isEqualTo(weights);
    assertThat(session.variant("sparse80-2").parent()).contains("sparse50");
  }

  @Test
  void whatOthersWereMadeFromGoesWithThemOnly() {
    assertThatThrownBy(() -> drop("unet"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Others were made from unet")
        .hasMessageContaining("sparse50, sparse80")
        .hasMessageContaining("--with-children");
    assertThat(names()).containsExactly("unet", "sparse50", "sparse80");

    house.drop(List.of(session.variant("sparse50")), true);
    assertThat(names()).containsExactly("unet");
    assertThat(house.restore(List.of("sparse80")).variants())
        .containsExactly("sparse50", "sparse80");
    assertThat(session.history(Optional.of("sparse80"))).hasSize(3);
  }

  @Test
  void undoGoesBackStepByStep() {
    session.create(UNet.of(16, 1, List.of(2)), "%model unet", 1, Optional.of("other"));
    house.rename(session.variant("other"), "best");
    drop("best");
    assertThat(house.undo()).isEqualTo(new Change.Restored(List.of("best")));
    assertThat(house.undo()).isEqualTo(new Change.Renamed("best", "other"));
    assertThat(house.undo()).isEqualTo(new Change.Dropped(List.of("other")));
    assertThat(house.undo()).isEqualTo(new Change.Dropped(List.of("sparse80")));
    house.restore(List.of("other"));
    assertThat(names()).containsExactly("unet", "sparse50", "other");
    assertThat(house.undo()).isEqualTo(new Change.Dropped(List.of("other")));
    house.undo();
    house.undo();
    assertThat(names()).isEmpty();
    assertThatThrownBy(house::undo)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nothing to take back");
    house.restore(List.of("unet", "sparse50", "sparse80", "other"));
    assertThat(names()).containsExactly("unet", "sparse50", "sparse80", "other");
  }

  @Test
  void stepsAreKnownAtTheNextStart() {
    drop("sparse80");
    session.close();
    session = Session.open(dir.resolve("ws"), Clock.systemUTC());
    assertThat(session.takeRepairs()).isEmpty();
    assertThat(session.housekeeping().undo()).isEqualTo(new Change.Restored(List.of("sparse80")));
  }

  @Test
  void aNameIsNewOrOnlyWrittenAnotherWay() {
    house.rename(session.variant("sparse80"), "SPARSE80");
    assertThatThrownBy(() -> house.rename(session.variant("sparse80"), "unet"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("already a variant of this name")
        .hasMessageContaining("%session rename SPARSE80 unet-2");
    assertThatThrownBy(() -> house.rename(session.variant("unet"), "../x"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be used");
    assertThat(names()).containsExactly("unet", "sparse50", "SPARSE80");
  }

  @Test
  void filesUnderTheFormerNameAreNotTakenForThoseOfTheNextOne() {
    session.export(session.variant("sparse80"), dir.resolve("before.tflite"));
    session.tfliteFile(session.variant("sparse80"));
    house.rename(session.variant("sparse80"), "kept");
    house.rename(session.variant("sparse50"), "sparse80");
    session.export(session.variant("kept"), dir.resolve("kept.tflite"));
    session.tfliteFile(session.variant("sparse80"));
    session.export(session.variant("sparse80"), dir.resolve("other.tflite"));
    assertThat(dir.resolve("kept.tflite")).hasSameBinaryContentAs(dir.resolve("before.tflite"));
    assertThat(session.tfliteFile(session.variant("kept")))
        .isNotEqualTo(session.tfliteFile(session.variant("sparse80")));
  }

  @Test
  void onlyGcDeletesAndNamesWhatItDeletes() throws IOException {
    Path dropped = store().resolve(session.variant("sparse80").row().weights());
    Path kept = store().resolve(session.variant("sparse50").row().weights());
    Files.writeString(store().resolve("abc.tflite"), "x");
    session.tfliteFile(session.variant("unet"));
    drop("sparse80");
    assertThat(dropped).exists();

    Swept swept = house.sweep();
    assertThat(swept.what())
        .anySatisfy(w -> assertThat(w).startsWith("variant sparse80, prune 0.8"))
        .contains("file abc.tflite, 1 bytes")
        .anySatisfy(w -> assertThat(w).startsWith("file " + dropped.getFileName()))
        .anySatisfy(w -> assertThat(w).startsWith("artifacts"));
    assertThat(dropped).doesNotExist();
    assertThat(kept).exists();
    assertThat(house.list().remadeBytes()).isZero();
    assertThatThrownBy(() -> house.restore(List.of("sparse80")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none was dropped");
    assertThat(house.undo()).isEqualTo(new Change.Dropped(List.of("sparse50")));
    assertThat(house.undo()).isEqualTo(new Change.Dropped(List.of("unet")));
    assertThat(house.sweep().what()).hasSize(4);
    assertThat(house.sweep().what()).isEmpty();
    assertThat(store()).isEmptyDirectory();
  }

  @Test
  void checkingReadsAllFiles() throws IOException {
    Checked sound = house.check();
    assertThat(sound.files()).isEqualTo(3);
    assertThat(sound.faults()).isEmpty();
    Files.writeString(store().resolve(session.variant("unet").row().weights()), "x");
    Files.delete(store().resolve(session.variant("sparse80").row().weights()));
    assertThat(house.check().faults())
        .hasSize(2)
        .anySatisfy(f -> assertThat(f).startsWith("unet: ").contains("is not what was written"))
        .anySatisfy(f -> assertThat(f).startsWith("sparse80: ").contains("is missing"));
  }

  @Test
  void lookingChangesNothing() {
    try (Session other = Session.openReadOnly(dir.resolve("ws"), Clock.systemUTC())) {
      Housekeeping looking = other.housekeeping();
      assertThat(looking.list().variants()).hasSize(3);
      assertThat(looking.check().faults()).isEmpty();
      assertThatThrownBy(looking::undo).hasMessageContaining("reading only");
      assertThatThrownBy(looking::sweep).hasMessageContaining("reading only");
      assertThatThrownBy(() -> looking.rename(other.newest(), "x"))
          .hasMessageContaining("reading only");
    }
    assertThat(names()).hasSize(3);
  }
}
