import java.nio.file.*
import java.util.*
import java.util.stream.*
import tech.tablesaw.api.*
import cortado.graph.*
import cortado.tensor.*
import cortado.session.*
import cortado.workspace.*
import static cortado.repl.Plain.*
