import Chance
package import Core

/// What is wrong with a specification, and where.
package struct DataProblem: Error, Sendable, Hashable {
    package var message: String
    package var location: SourceLocation

    package init(_ message: String, _ location: SourceLocation) {
        self.message = message
        self.location = location
    }
}

/// Turns a specification into tables that can be made, parents before children.
package struct DataCompiler {
    private let spec: DataSpec
    private var done: [String: CompiledTable] = [:]
    private var open: [String] = []
    private var ordered: [CompiledTable] = []

    private init(_ spec: DataSpec) { self.spec = spec }

    /// Tables in an order in which each stands behind those that it points into.
    package static func tables(of spec: DataSpec) throws(DataProblem) -> [CompiledTable] {
        var compiler = DataCompiler(spec)
        for table in spec.tables { _ = try compiler.table(table) }
        return compiler.ordered
    }

    private mutating func table(_ spec: TableSpec) throws(DataProblem) -> CompiledTable {
        if let compiled = done[spec.name] { return compiled }
        if open.contains(spec.name) {
            let circle = (open.drop { $0 != spec.name } + [spec.name]).joined(separator: " → ")
            throw DataProblem("tables point into each other in a circle: \(circle)", spec.location)
        }
        guard (1...DataSpec.rowLimit).contains(spec.rows) else {
            throw DataProblem(
                "'\(spec.name)' has \(spec.rows) rows; from 1 to \(DataSpec.rowLimit) can be made",
                spec.location
            )
        }
        open.append(spec.name)
        defer { open.removeLast() }
        for field in spec.fields {
            for reference in Self.references(field.kind) where reference.table != spec.name {
                guard let parent = self.spec.tables.first(where: { $0.name == reference.table }) else {
                    throw DataProblem("there is no table '\(reference.table)'", field.location)
                }
                _ = try table(parent)
            }
        }
        let regions = try Self.regions(spec.locale ?? self.spec.locale, spec.location)
        let compiled = CompiledTable(name: spec.name, rows: spec.rows, regions: regions, seed: self.spec.seed)
        var columns = ColumnCompiler(spec: spec, seed: self.spec.seed, table: compiled, parents: done)
        compiled.columns = try columns.columns()
        compiled.key = spec.key
        done[spec.name] = compiled
        ordered.append(compiled)
        return compiled
    }

    private static func references(_ kind: FieldKind) -> [(table: String, field: String)] {
        switch kind {
        case .reference(let table, let field, _): [(table, field)]
        case .conditional(_, _, let kinds, let otherwise): (kinds + [otherwise].compactMap { $0 }).flatMap(references)
        default: []
        }
    }

    private static func regions(_ text: String, _ location: SourceLocation) throws(DataProblem) -> [Region] {
        if text == "any" { return Region.all }
        var regions: [Region] = []
        for name in text.split(separator: ",").map({ $0.filter { $0 != " " } }) {
            guard let region = Region.named(String(name)) else {
                let known = Region.all.map(\.locale).joined(separator: ", ")
                throw DataProblem("there is no locale '\(name)'; there are \(known), and any", location)
            }
            regions.append(region)
        }
        return regions
    }
}
