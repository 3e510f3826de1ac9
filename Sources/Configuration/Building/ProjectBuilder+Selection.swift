import Core

/// Which tests a change needs.
extension ProjectBuilder {
    func selectionSettings() -> SelectionSettings {
        var settings = SelectionSettings()
        guard let reader = single("selection") else { return settings }
        for key in ["ignore", "run_all"] { checkGlob(reader[key]) }
        settings.ignore = reader["ignore"]?.texts ?? []
        settings.runAll = reader["run_all"]?.texts ?? []
        settings.unskippable = reader["unskippable"]?.texts ?? []
        settings.fullRunRequired = reader["full_run_required"]?.texts ?? []
        settings.maxAge = reader["max_age"]?.integer ?? SelectionSettings.usualAge
        settings.maxChange = reader["max_change"]?.amount ?? SelectionSettings.usualChange
        settings.trustsHints = reader["without_map"]?.text == "hints"
        settings.addsFlaky = reader["flaky"]?.boolean ?? false
        settings.shadow = reader["shadow"]?.boolean ?? false
        return settings
    }

    func readSelection(_ reader: Reader, into step: inout Step) {
        step.unskippable = reader["unskippable"]?.boolean ?? false
        guard let affects = reader["affects"] else { return }
        var plain: [String] = []
        for item in affects.items ?? [affects] {
            if item.isMapping {
                checkGlob(item["files"])
                step.affects.append(AffectRule(files: item["files"]?.texts ?? [], tests: item["tests"]?.texts ?? []))
            } else if let glob = item.text {
                plain.append(glob)
            }
        }
        if affects.items?.isEmpty ?? false { error("no file is named: leave 'affects' out", affects.node) }
        if !plain.isEmpty { step.affects.append(AffectRule(files: plain)) }
        checkGlob(affects.isMapping ? nil : affects)
    }
}
