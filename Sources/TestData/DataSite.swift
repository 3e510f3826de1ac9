package import Engine
import Glibc

/// What the preparation of test data works with.
package struct DataSite: Sendable {
    let runner: any ProcessRunner
    /// The project, and the run's folder, which gets the output of seeds.
    let folder: RunFolder
    /// What every process inherits.
    let inherited: [String: String]
    /// Absolute path of the program that makes records: Assay's own.
    let program: String
    let record: @Sendable (String) -> Void

    /// Absolute path of the program that runs.
    package static var ownProgram: String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self) : "assay"
    }

    /// `record` takes what a person should know and decides nothing.
    package init(
        runner: any ProcessRunner,
        folder: RunFolder,
        inherited: [String: String],
        program: String,
        record: @escaping @Sendable (String) -> Void
    ) {
        self.runner = runner
        self.folder = folder
        self.inherited = inherited
        self.program = program
        self.record = record
    }

    /// What is kept between runs, such as snapshots.
    var snapshots: String { folder.root + "/.assay/snapshots" }
}
