import Testing

@Suite("Presets with their real tools")
struct PresetToolTests {
    private static let all = PresetTrial.python + PresetTrial.others
    private static let present = all.filter { Tools.missing($0.needs).isEmpty }
    private static let absent = Set(all.flatMap { Tools.missing($0.needs) }).sorted()

    /// Some tools of the table are large, or ask a network; these are tried where they are present.
    @Test(
        "every tool that presets are tried with is here",
        .enabled(
            if: absent.isEmpty,
            "missing, and so not tried: \(absent.joined(separator: ", ")); scripts/bootstrap test installs what is light"
        )
    )
    func complete() {
        #expect(Self.present.map(\.preset) == Self.all.map(\.preset))
    }

    @Test(
        "a clean project is green, and what the tool is there to find makes it red, at its place",
        arguments: present
    )
    func trial(_ trial: PresetTrial) {
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
