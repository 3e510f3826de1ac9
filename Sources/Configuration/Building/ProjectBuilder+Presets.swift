import Core

extension ProjectBuilder {
    /// Fills in what a step leaves to its preset; what the step says itself is not touched.
    func applyPreset(to step: inout Step, _ reader: Reader) {
        guard let name = presetName(reader), let (preset, tool) = KnownTool.preset(named: name) else {
            return refusePresetKeys(reader)
        }
        step.preset = name
        if reader["kind"] == nil { step.kind = preset.kind }
        if reader["exit_codes"] == nil { step.exitCodes = tool.exitCodes(of: preset) }
        let use = use(of: preset, for: &step, reader)
        if reader["run"] == nil {
            step.action = use.action
            if reader["shell"] == nil { step.shell = use.shell }
        }
        step.variables.merge(use.variables) { own, _ in own }
        step.reports = reports(use, own: reader["reports"] == nil ? nil : step.reports)
    }

    private func presetName(_ reader: Reader) -> String? { reader["preset"]?.text }

    private func use(of preset: Preset, for step: inout Step, _ reader: Reader) -> PresetUse {
        var use = PresetUse(preset, step: step.name)
        use.arguments = reader["arguments"]?.texts ?? []
        use.program = reader["program"]?.texts ?? []
        use.paths = reader["paths"]?.texts ?? []
        let hasCommand = reader["run"] != nil
        for (key, takes) in [("paths", preset.takesPaths), ("arguments", preset.takesArguments), ("program", true)] {
            guard let node = reader[key]?.node else { continue }
            if hasCommand, key != "paths" {
                error("'\(key)' is for the preset's command, and 'run' takes its place here", node)
            } else if !takes {
                error("preset '\(preset.name)' has no place for '\(key)'", node)
            }
        }
        place(step.component, in: &use, &step, reader)
        if let tests = reader["tests"], !hasCommand {
            // Units whose command never got its tests would each run all of them.
            if preset.takesPaths {
                use.isCut = true
            } else {
                error("preset '\(preset.name)' has no place for tests", tests.node)
            }
        }
        use.directory = step.directory
        use.places = places(reader["reports"], preset, hasCommand: hasCommand)
        return use
    }

    /// Lets a tool look at the component that the step is about, where the step says nothing else.
    private func place(_ component: String?, in use: inout PresetUse, _ step: inout Step, _ reader: Reader) {
        guard let component, reader["paths"] == nil, reader["directory"] == nil,
            let folders = componentFolders[component], !folders.isEmpty
        else { return }
        switch use.preset.home {
        case .paths where use.preset.takesPaths: use.paths = folders
        case .directory where folders.count == 1: step.directory = folders[0]
        case .paths, .directory: break
        }
    }

    /// Where reports are to be written whose places the step says itself: the command has to name each.
    private func places(_ reader: Reader?, _ preset: Preset, hasCommand: Bool) -> [Int: String] {
        guard let reader, !hasCommand else { return [:] }
        var places: [Int: String] = [:]
        for (index, item) in (reader.items ?? [reader]).enumerated() where preset.outputs.indices.contains(index) {
            guard let path = (item["path"] ?? item).text, preset.outputs[index].file != nil else { continue }
            if Glob(path).isLiteral {
                places[index] = path
            } else {
                error(
                    "preset '\(preset.name)' writes one file here; name it without wildcards, or write 'run' too",
                    (item["path"] ?? item).node
                )
            }
        }
        return places
    }

    /// The reports that the step names, with what the preset knows of those at the same place of the list.
    private func reports(_ use: PresetUse, own: [ReportPattern]?) -> [ReportPattern] {
        guard let own else { return use.reports }
        let known = use.reports
        return own.enumerated().map { index, pattern in
            guard known.indices.contains(index) else { return pattern }
            var pattern = pattern
            pattern.format = pattern.format ?? known[index].format
            pattern.labels.merge(known[index].labels) { own, _ in own }
            if pattern.scope.examined.isEmpty { pattern.scope.examined = known[index].scope.examined }
            pattern.scope.rules = pattern.scope.rules ?? known[index].scope.rules
            return pattern
        }
    }

    private func refusePresetKeys(_ reader: Reader) {
        for key in ["paths", "arguments", "program"] {
            guard let node = reader[key]?.node, reader["preset"] == nil else { continue }
            error("'\(key)' is for a preset; without one, write it into 'run'", node)
        }
    }
}

extension Component {
    /// The folders whose files it has, as a tool can be given them; empty where its globs say something else.
    var folders: [String] {
        let folders = paths.compactMap { path -> String? in
            let folder =
                path.hasSuffix("/**") ? String(path.dropLast(3)) : path.hasSuffix("/") ? String(path.dropLast()) : ""
            return folder.isEmpty || !Glob(folder).isLiteral ? nil : folder
        }
        return folders.count == paths.count ? folders : []
    }
}
