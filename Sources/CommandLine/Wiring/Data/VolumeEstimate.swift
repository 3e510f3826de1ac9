import DataMaking

/// Turns sizes in bytes into numbers of rows, by what a sample of rows takes.
enum VolumeEstimate {
    private static let sample: UInt64 = 2_000

    /// `volume` is the number of rows altogether, where somebody wants another one than the specification has.
    static func tables(
        of written: DataSpec,
        form: RowWriter.Form,
        volume: UInt64? = nil,
        isUniform: Bool = false
    ) throws(DataProblem) -> [CompiledTable] {
        let spec = isUniform ? written.uniform : written
        let sized = try sized(spec, form: form)
        return try DataCompiler.tables(of: volume.map { sized.scaled(to: $0) } ?? sized)
    }

    private static func sized(_ spec: DataSpec, form: RowWriter.Form) throws(DataProblem) -> DataSpec {
        guard spec.tables.contains(where: { $0.bytes != nil }) else { return spec }
        let tables = try DataCompiler.tables(of: spec)
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
        return spec
    }
}
