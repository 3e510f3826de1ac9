import DataMaking
import DataWriting

/// Records straight into a service, through the program that its makers have for it.
extension GenerationSession {
    func fill(_ service: DataService) async throws(DataTarget.Failure) {
        switch service {
        case .postgres(let address):
            if resume { try await fillInParts(address) } else { try await fillAtOnce(address) }
        case .redis(let address):
            let ended = try await ChildProgram.feed(["redis-cli", "-u", address, "--pipe"], isSilent: true) {
                target async throws(DataTarget.Failure) in
                try await write(to: target)
            }
            try ended.check("redis-cli", "what came before it is there, and the same rows again replace it")
        }
    }

    /// In one transaction: all of it is there in the end, or nothing.
    private func fillAtOnce(_ address: String) async throws(DataTarget.Failure) {
        let ended = try await ChildProgram.feed(Psql.words(address) + ["--single-transaction", "--file=-"]) {
            target async throws(DataTarget.Failure) in
            try await write(to: target)
        }
        try ended.check("psql", "nothing was kept")
    }

    /// In a transaction for each part, in which it is noted as well: what is there is never made twice.
    private func fillInParts(_ address: String) async throws(DataTarget.Failure) {
        let ledger = LoadLedger(mark: mark)
        let known = try ledger.known(in: address)
        let ended = try await ChildProgram.feed(Psql.words(address) + ["--file=-"]) {
            target async throws(DataTarget.Failure) in
            try target.write(Array(ledger.begin.utf8))
            if hasStatements { try target.write(Array(TableStatements.text(tables).utf8)) }
            for table in tables { try await write(table, after: known[table.name] ?? 0, ledger, target) }
            try target.write(Array(ledger.end.utf8))
        }
        try ended.check("psql", "the parts that were committed are kept, and the same command goes on behind them")
    }

    private func write(
        _ table: CompiledTable,
        after known: UInt64,
        _ ledger: LoadLedger,
        _ target: DataTarget
    ) async throws(DataTarget.Failure) {
        let writer = RowWriter(table, .sql)
        let rows = range(table)
        var done = min(known, UInt64(rows.count))
        if done > 0 { Console.error("assay: \(table.name): \(done) rows are there already") }
        while done < rows.count {
            let first = rows.lowerBound + done
            let part = first..<min(rows.upperBound, first + LoadLedger.partRows)
            try target.write(Array("BEGIN;\n".utf8) + writer.head())
            try await run(TableJob(writer, rows: part, to: target, workers: workers), table, after: done)
            done += UInt64(part.count)
            try target.write(writer.tail() + Array((ledger.note(table.name, done) + "COMMIT;\n").utf8))
        }
    }
}
