import Testing

@Suite("Presets with their real tools")
struct PresetToolTests {
    /// Some tools of the table are large, or ask a network; these are tried where they are present.
    @Test(
        "a clean project is green, and what the tool is there to find makes it red, at its place",
        arguments: PresetTrial.python + PresetTrial.others
    )
    func trial(_ trial: PresetTrial) throws {
        let missing = Tools.missing(trial.needs)
        guard missing.isEmpty else {
            try Test.cancel(
                "\(missing.joined(separator: ", ")): missing; scripts/bootstrap test installs what is light"
            )
        }
        let folder = Folder()
        folder.write(trial.configuration, to: "assay.yaml")
        for (path, text) in trial.files { folder.write(text, to: path) }
        let clean = run(folder)
        #expect(clean.code == 0, "\(clean.out)\(clean.err)")
        for (path, text) in trial.dirty { folder.write(text, to: path) }
        let dirty = run(folder)
        #expect(dirty.code == 1, "\(dirty.out)\(dirty.err)")
        #expect(dirty.out.contains(trial.says), "\(dirty.out)")
    }

    private func run(_ folder: Folder) -> Program.Ended {
        Program.assay("run", in: folder, environment: ["PATH": Tools.path, "PYTHONDONTWRITEBYTECODE": "1"])
    }
}
