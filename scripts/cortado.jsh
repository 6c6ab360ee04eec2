import java.nio.file.*
import java.util.*
import java.util.stream.*
import tech.tablesaw.api.*
import cortado.graph.*
import cortado.tensor.*
import cortado.session.*
import static cortado.repl.Plain.*
