package cortado.fuzz;

import cortado.FolderTree;
import cortado.graph.Model;
import cortado.graph.UNet;
import cortado.keras.KerasWriter;
import cortado.ops.Initializer;
import cortado.ops.Lowering;
import cortado.ops.Rewrites;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.session.Session;
import cortado.tensor.Npy;
import cortado.tensor.Safetensors;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.testing.Fixtures;
import cortado.tflite.TfliteWriter;
import cortado.workspace.SessionListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;

/** Small valid inputs that fuzzing begins with: made here, and the smallest of the fixtures. */
record Seeds(Path folder) {

  void write(FuzzTarget target) throws IOException {
    switch (target) {
      case HDF5 -> {
        KerasWriter.write(model(), folder.resolve("unet.h5"));
        fixture("k2_conv1d.h5");
      }
      case ARCHIVE -> {
        KerasWriter.write(model(), folder.resolve("unet.keras"));
        fixture("k3_conv1d.keras");
      }
      case CONFIG -> configs();
      case TFLITE -> {
        tflite(new Scheme.Float32(), "float32.tflite");
        tflite(new Scheme.Float16(), "float16.tflite");
        tflite(new Scheme.DynamicRange(), "dynamic.tflite");
      }
      case SAFETENSORS -> {
        Map<String, Tensor> tensors = Map.of("a/kernel", tensor(), "a/bias", tensor());
        Safetensors.write(folder.resolve("two.safetensors"), tensors, Map.of("format", "pt"));
      }
      case NPY -> {
        Npy.write(folder.resolve("two.npy"), tensor());
        fixture("k3_conv1d.output.npy");
      }
      case SESSION -> session();
      case NOTEBOOK -> text("cells.ipynb", NOTEBOOK);
      case MAGIC -> {
        String script =
            Files.readString(Fixtures.projectRoot().resolve("examples/cells-unet.cortado"));
        int n = 0;
        for (String line : script.lines().filter(l -> l.startsWith("%")).toList()) {
          text("line" + n++, line);
        }
        text("sweep", "%prune 0.1:0.8:0.1 --until 'loss<=1.02x' --skip \"conv*\" --from unet");
        text("quantize", "%quantize int8 --layer up*=float16 --correct equalize,bias --io int8");
      }
      case MESSAGE -> {
        message("execute_request", "{\"code\":\"%table\",\"silent\":false,\"store_history\":true}");
        message("complete_request", "{\"code\":\"%pru\",\"cursor_pos\":4}");
        message("history_request", "{\"hist_access_type\":\"tail\",\"n\":3,\"output\":false}");
        message("comm_open", "{\"comm_id\":\"a\",\"target_name\":\"b\",\"data\":{}}");
      }
    }
  }

  private static final String NOTEBOOK =
      """
      {"cells": [{"cell_type": "code", "source": ["%table\\n", "1 + 1"], "outputs": [],
        "execution_count": 1.5e3, "metadata": {"tags": ["raises-exception"]}, "id": "a"}],
       "metadata": {"kernelspec": {"language": "java", "name": "cortado"}},
       "nbformat": 4, "nbformat_minor": 5}
      """;

  private void message(String type, String content) throws IOException {
    String header =
        "{\"msg_id\":\"1\",\"session\":\"s\",\"username\":\"u\",\"version\":\"5.3\","
            + "\"date\":\"2026-01-01T00:00:00.000000Z\",\"msg_type\":\""
            + type
            + "\"}";
    text(type, header + "\n{}\n{}\n" + content);
  }

  private void configs() throws IOException {
    for (String name : List.of("k3_conv1d", "k3_se_nested", "k3_unet_nearest_dropout_leaky")) {
      Path file = fixtures().resolve(name + ".keras");
      if (Files.exists(file)) {
        try (ZipFile zip = new ZipFile(file.toFile());
            var in = zip.getInputStream(zip.getEntry("config.json"))) {
          Files.write(folder.resolve(name), in.readAllBytes());
        }
      }
    }
    Path own = Files.createTempFile("seed", ".keras");
    KerasWriter.write(model(), own);
    try (ZipFile zip = new ZipFile(own.toFile());
        var in = zip.getInputStream(zip.getEntry("config.json"))) {
      Files.write(folder.resolve("unet"), in.readAllBytes());
    }
    Files.delete(own);
  }

  /** An archive, and an index alone, in small pages so that it is short. */
  private void session() throws IOException {
    Path workspace = Files.createTempDirectory("seed");
    try (Session session = Session.open(workspace, Clock.systemUTC())) {
      session.create(UNet.of(8, 1, List.of(1, 2)), "%model unet", 3, Optional.empty());
      session.housekeeping().export(folder.resolve("session.zip"), SessionListener.SILENT);
    }
    Path index = workspace.resolve("index.db");
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + index);
        Statement s = c.createStatement()) {
      s.execute("PRAGMA page_size = 512");
      s.execute("VACUUM");
    } catch (SQLException e) {
      throw new IOException(e);
    }
    Files.copy(index, folder.resolve("index.db"));
    FolderTree.delete(workspace);
  }

  private void tflite(Scheme scheme, String name) {
    var program = Rewrites.forInference(Lowering.lower(model()));
    TfliteWriter.write(program, QuantizationPlan.of(scheme), folder.resolve(name));
  }

  private void text(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private void fixture(String name) throws IOException {
    Path file = fixtures().resolve(name);
    if (Files.exists(file)) {
      Files.copy(file, folder.resolve(name));
    }
  }

  private static Path fixtures() {
    return Fixtures.projectRoot().resolveSibling("shared/fixtures");
  }

  private static Model model() {
    return Initializer.initialize(UNet.of(8, 1, List.of(1, 2)), 3);
  }

  private static Tensor tensor() {
    return Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
  }
}
