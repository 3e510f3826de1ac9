import DataMaking

/// Turns sizes in bytes into numbers of rows, by what a sample of rows takes.
enum VolumeEstimate {
    private static let sample: UInt64 = 2_000

    static func tables(of spec: DataSpec, form: RowWriter.Form) throws(DataProblem) -> [CompiledTable] {
        let tables = try DataCompiler.tables(of: spec)
        guard spec.tables.contains(where: { $0.bytes != nil }) else { return tables }
        var spec = spec
        for place in spec.tables.indices {
            guard let bytes = spec.tables[place].bytes,
                let table = tables.first(where: { $0.name == spec.tables[place].name })
            else { continue }
            let sink = ByteSink()
            let count = min(sample, table.rows)
            RowWriter(table, form).write(0..<count, to: sink)
            spec.tables[place].rows = max(1, UInt64(Double(bytes) / (Double(sink.count) / Double(count))))
        }
        return try DataCompiler.tables(of: spec)
    }
}
