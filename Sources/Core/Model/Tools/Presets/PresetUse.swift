/// A preset as one step uses it, with what the step says of its own: comes to a command, reports and variables.
package struct PresetUse: Sendable, Hashable {
    package var preset: Preset
    /// The step's name.
    package var step: String
    /// The step's working directory, relative to the project's root; nil for the root itself.
    package var directory: String?
    /// What the tool is to look at, in place of what it looks at by default; from the working directory.
    package var paths: [String]
    /// Words for the command, besides its own.
    package var arguments: [String]
    /// The words that start the tool, in place of the preset's.
    package var program: [String]
    /// Where reports are written that the step gives a place of their own, by their order in the preset.
    package var places: [Int: String]
    /// Whether the tests are cut into units: `{tests}` takes the place of the paths, and each unit has its own reports.
    package var isCut: Bool

    package init(
        _ preset: Preset,
        step: String,
        directory: String? = nil,
        paths: [String] = [],
        arguments: [String] = [],
        program: [String] = [],
        places: [Int: String] = [:],
        isCut: Bool = false
    ) {
        self.preset = preset
        self.step = step
        self.directory = directory
        self.paths = paths
        self.arguments = arguments
        self.program = program
        self.places = places
        self.isCut = isCut
    }

    /// The folder of the reports of presets, from the project's root; what git does not see.
    package static let folder = ".assay/reports"

    package var action: Step.Action {
        switch preset.command {
        case .arguments(let given): .arguments(words(preset.program, program) + given.flatMap(expanded))
        case .script(let text, _): .script(filled(text, quoting: true))
        }
    }

    package var shell: Step.Shell {
        if case .script(_, let shell) = preset.command { shell } else { .sh }
    }

    package var variables: [String: String] { preset.variables.mapValues { filled($0, quoting: false) } }

    /// What the step promises to write, in the order of the preset.
    package var reports: [ReportPattern] {
        preset.outputs.indices.map { index in
            let output = preset.outputs[index]
            let own = places[index]
            let inFolder =
                output.file == nil ? output.pattern : "\(Self.folder)/" + named(output.pattern ?? output.file ?? "")
            var pattern = ReportPattern(
                glob: own ?? inFolder ?? "",
                format: output.format,
                labels: output.labels,
                scope: ScopeDeclaration(examined: examined(output.examined), rules: output.rules)
            )
            pattern.isFromRoot = own == nil && output.file != nil
            return pattern
        }
    }

    // MARK: Words

    private func words(_ usual: [String], _ own: [String]) -> [String] { own.isEmpty ? usual : own }

    /// A word of the command as the words that it stands for.
    private func expanded(_ word: String) -> [String] {
        if word.contains("{arguments}") { return arguments }
        for (placeholder, values) in [("{paths}", looked), ("{packages}", packages)] where word.contains(placeholder) {
            if isCut, word == placeholder { return ["{tests}"] }
            return values.map { filled(word, quoting: false, [placeholder.filter(\.isLetter): $0]) }
        }
        return [filled(word, quoting: false)]
    }

    private var looked: [String] { paths.isEmpty ? preset.defaultPaths : paths }

    /// Paths as Go names packages.
    private var packages: [String] {
        paths.isEmpty ? ["./..."] : paths.map { $0 == "." ? "./..." : "./\($0.trimmingSlash)/..." }
    }

    /// A text with its placeholders filled in, in one pass: what is filled in is never looked into.
    private func filled(_ text: String, quoting: Bool, _ more: [String: String] = [:]) -> String {
        guard text.contains("{") else { return text }
        var values = more
        for index in preset.outputs.indices where preset.outputs[index].file != nil {
            values[index == 0 ? "report" : "report\(index + 1)"] = quote(place(index), quoting)
        }
        values["folder"] = quote(toRoot + Self.folder, quoting)
        values["name"] = fileName
        if quoting {
            values["program"] = list(words(preset.program, program))
            values["arguments"] = list(arguments)
            values["packages"] = list(packages)
            values["paths"] = isCut ? "\"$@\"" : list(looked)
        }
        return Substitution(values, names: .valued).text(text)
    }

    private func list(_ words: [String]) -> String { words.map(\.shellQuoted).joined(separator: " ") }

    private func quote(_ text: String, _ quoting: Bool) -> String { quoting ? text.shellQuoted : text }

    /// Where a report is written to, from the working directory.
    private func place(_ index: Int) -> String {
        places[index] ?? toRoot + "\(Self.folder)/" + named(preset.outputs[index].file ?? "")
    }

    private func named(_ text: String) -> String { Substitution(["name": fileName], names: .valued).text(text) }

    /// The step's name as that of a file: any other character than these becomes its number.
    private var fileName: String {
        let name = step.unicodeScalars.map { scalar -> String in
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            return isPlain || scalar == "-" || scalar == "_" ? String(scalar) : "_\(scalar.value)"
        }.joined()
        return isCut ? name + "-{unit}" : name
    }

    /// The way from the working directory to the project's root: empty, or with a slash at its end.
    private var toRoot: String {
        let depth = (directory ?? "").split(separator: "/").count { $0 != "." }
        return String(repeating: "../", count: depth)
    }

    // MARK: Scope

    /// Globs of the files that the tool looks at, from the working directory.
    private func examined(_ examined: Preset.Examined) -> [String] {
        let paths = looked.isEmpty ? ["."] : looked
        return paths.flatMap { path -> [String] in
            let path = path.trimmingSlash
            let below = path == "." ? "**/" : Glob.quoted(path) + "/**/"
            switch examined {
            case .stated: return []
            case .everything: return path == "." ? ["**"] : [Glob.quoted(path), below + "*"]
            case .names(let names): return names.map { below + $0 }
            case .endings(let endings):
                if endings.contains(where: { path.hasSuffix("." + $0) }) { return [Glob.quoted(path)] }
                return endings.map { below + "*." + $0 }
            }
        }
    }
}

extension String {
    /// As one word of a shell.
    package var shellQuoted: String {
        let plain = unicodeScalars.allSatisfy { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                || "-_./=:,@%+".unicodeScalars.contains(scalar)
        }
        return plain && !isEmpty ? self : "'" + map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
    }

    fileprivate var trimmingSlash: String {
        let bare = hasSuffix("/") && count > 1 ? String(dropLast()) : self
        return bare.hasPrefix("./") ? String(bare.dropFirst(2)) : bare
    }
}
