package cortado.cli;

import cortado.tensorflow.TensorFlowLibrary;
import cortado.tflite.TfliteLibrary;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "doctor",
    description = "Looks at this machine: what is there, what is missing, what to do.")
final class DoctorCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    Doctor doctor =
        new Doctor(
            List.of(
                new Doctor.NativeLibrary(
                    "TensorFlow", "trains and runs float models", TensorFlowLibrary::load),
                new Doctor.NativeLibrary(
                    "TensorFlow Lite", "runs TFLite files", TfliteLibrary::load)));
    List<Finding> findings = doctor.examine();
    findings.forEach(f -> System.out.println(f.text()));
    boolean well = findings.stream().noneMatch(f -> f.state() == Finding.State.MISSING);
    return well ? 0 : Main.FAILED;
  }
}
