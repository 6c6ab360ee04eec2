package cortado.workspace;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import cortado.UserError;
import cortado.graph.Activation;
import cortado.graph.Layer;
import cortado.graph.LayerActivation;
import cortado.graph.NamedActivation;
import cortado.prune.Granularity;
import cortado.tensor.Shape;
import cortado.train.Loss;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Records as JSON in the workspace's index. Of a sealed type, {@code kind} names the record: {@code
 * {"kind": "Conv2D", …}}; no other class can be named.
 */
final class SessionJson {
  private static final List<Class<?>> SEALED = List.of(Layer.class, Loss.class, Recipe.class);
  private static final JsonMapper MAPPER = mapper();

  private SessionJson() {}

  static String write(Object record) {
    try {
      return MAPPER.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param json may be null, as a stranger's index may have it
   * @throws UserError if the text does not describe such a record
   */
  static <T> T read(String json, Class<T> type) {
    try {
      T record = parse(json == null ? "" : json, type);
      if (record == null) {
        throw damaged(type, "null", null);
      }
      return record;
    } catch (JsonProcessingException e) {
      throw damaged(type, e.getOriginalMessage(), e);
    }
  }

  private static UserError damaged(Class<?> type, String why, Exception cause) {
    return UserError.because(
            "The workspace is damaged: a " + type.getSimpleName() + " cannot be read (" + why + ")",
            cause)
        .next("start with another --workspace");
  }

  static <T> T parse(String json, Class<T> type) throws JsonProcessingException {
    return MAPPER.readValue(json, type);
  }

  private static JsonMapper mapper() {
    SimpleModule shapes = new SimpleModule();
    shapes.addSerializer(Shape.class, new ShapeWriter());
    shapes.addDeserializer(Shape.class, new ShapeReader());
    shapes.addSerializer(Granularity.class, new GranularityWriter());
    shapes.addDeserializer(Granularity.class, new GranularityReader());
    shapes.addDeserializer(Activation.class, new ActivationReader());
    JsonMapper.Builder builder =
        JsonMapper.builder().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS).addModule(shapes);
    for (Class<?> sealed : SEALED) {
      builder.addMixIn(sealed, Kind.class);
      records(sealed).forEach(c -> builder.registerSubtypes(new NamedType(c, c.getSimpleName())));
    }
    return builder.build();
  }

  /** The records of a sealed type and of the sealed types below it. */
  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(SessionJson::records)
        : Stream.of(type);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  private interface Kind {}

  private static final class ShapeWriter extends JsonSerializer<Shape> {
    @Override
    public void serialize(Shape s, JsonGenerator out, SerializerProvider p) throws IOException {
      out.writeArray(s.dims(), 0, s.rank());
    }
  }

  private static final class ShapeReader extends JsonDeserializer<Shape> {
    @Override
    public Shape deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return Shape.of(in.readValueAs(int[].class));
    }
  }

  private static final class GranularityWriter extends JsonSerializer<Granularity> {
    @Override
    public void serialize(Granularity g, JsonGenerator out, SerializerProvider p)
        throws IOException {
      out.writeString(g.id());
    }
  }

  private static final class GranularityReader extends JsonDeserializer<Granularity> {
    @Override
    public Granularity deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      return Granularity.named(in.getText());
    }
  }

  /** A name, or the layer that an activation with parameters is. */
  private static final class ActivationReader extends JsonDeserializer<Activation> {
    @Override
    public Activation deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      return in.hasToken(JsonToken.VALUE_STRING)
          ? in.readValueAs(NamedActivation.class)
          : in.readValueAs(LayerActivation.class);
    }
  }
}
