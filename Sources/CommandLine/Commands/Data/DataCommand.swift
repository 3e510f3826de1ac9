import ArgumentParser

/// `assay data`: test data that is nobody's.
struct DataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data",
        abstract: "Make test data at scale, and keep real data out of tests.",
        subcommands: [
            DataGenerateCommand.self, DataMaskCommand.self, DataScanCommand.self, DataFingerprintCommand.self,
            DataProfileCommand.self,
        ]
    )
}
