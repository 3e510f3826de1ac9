import Core

extension ProjectBuilder {
    /// What becomes of the reports, from the top or from the coverage gate; from both it would be unclear which holds.
    func reporting() -> Reporting {
        let own = top["reporting"]?.first
        let gate = top[GateID.coverage.rawValue]?.first?.value["reporting"]
        if let own, let gate {
            error("'reporting' is written twice; first at \(log.location(own.key.place))", gate.node)
        }
        guard let reader = own?.value ?? gate else { return Reporting() }
        var reporting = Reporting()
        var seen: Set<ReportForm> = []
        for form in (reader["format"]?.texts ?? []).compactMap(ReportForm.init) where seen.insert(form).inserted {
            reporting.forms.append(form)
        }
        let storage = reader["storage"]
        for item in storage?.items ?? storage.map({ [$0] }) ?? [] {
            guard let text = item.text else { continue }
            do {
                reporting.storage.append(try StorageLocation(text))
            } catch {
                self.error(error.message, item.node)
            }
        }
        reporting.sources = reader["source"]?.text.flatMap(SourceChoice.init) ?? .changed
        reporting.retries = reader["retries"]?.text.flatMap(RetryForm.init) ?? .decided
        return reporting
    }
}
