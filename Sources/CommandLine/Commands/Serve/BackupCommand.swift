import ArgumentParser
import Core
import Execution
import Serving
import Storage

/// `assay serve backup`: copies the data of a server while it runs.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract:
            "Copy the data of a server to another folder, while it runs; what is there already is not copied again."
    )

    @Argument(help: "Folder of the server's data.")
    var data: String

    @Argument(help: "Folder of the backups; it is made where there is none.")
    var place: String

    @Option(help: "So many backups stay.")
    var keep = 30

    func validate() throws {
        if !(1...10_000).contains(keep) { throw ValidationError("--keep \(keep): 1 or more") }
    }

    func run() async throws {
        do throws(StorageError) {
            let count = try DataBackup(place).make(of: data, now: SystemClock().wallTime(), keeping: keep)
            Console.out("\(count.name)  \(count.files) files, \(count.bytes >> 10) KiB, \(count.copied) new")
        } catch {
            throw CommandFailure(.infrastructure, error.description)
        }
    }
}

/// `assay serve restore`: makes the data of a server from a backup.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup into a new folder; a server on it makes its indexes at its start."
    )

    @Argument(help: "Folder of the backups.")
    var place: String

    @Argument(help: "Folder of the data; it must be empty or not there.")
    var data: String

    @Option(help: "Which backup, by the name that making it has told (default: the newest).")
    var named: String?

    func run() async throws {
        do throws(StorageError) {
            let count = try DataBackup(place).restore(named, to: data)
            Console.out("\(count.name)  \(count.files) files, \(count.bytes >> 10) KiB")
        } catch {
            throw CommandFailure(.infrastructure, error.description)
        }
    }
}
