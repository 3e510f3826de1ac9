/// The combinations in which a step runs: every value of each axis with every value of the others.
package struct Matrix: Sendable, Hashable {
    /// A thing that differs, with what it may be: `browser` is `chrome` or `firefox`.
    package struct Axis: Sendable, Hashable {
        package var name: String
        package var values: [String]

        package init(name: String, values: [String]) {
            self.name = name
            self.values = values
        }
    }

    /// One combination.
    package struct Cell: Sendable, Hashable {
        package var labels: Labels
        /// Its values, as people tell it from the others: `chrome, 120`.
        package var title: String
    }

    /// More than these are a mistake.
    package static let limit = 1000

    package var axes: [Axis]
    /// What is added: to the combinations that have its values of the axes, or as a combination of its own.
    package var include: [Labels]
    /// Combinations that are left out: those that have all of these values.
    package var exclude: [Labels]

    package init(axes: [Axis], include: [Labels] = [], exclude: [Labels] = []) {
        self.axes = axes
        self.include = include
        self.exclude = exclude
    }

    /// Every combination in the order of the axes, the last one changing fastest; what `include` adds comes last.
    package var cells: [Cell] {
        var all: [Labels] = axes.isEmpty ? [] : [[:]]
        for axis in axes {
            all = all.flatMap { cell in axis.values.map { cell.merging([axis.name: $0]) { _, new in new } } }
            if all.count > Self.limit * 10 { break }
        }
        let base = all.filter { cell in !exclude.contains { cell.includes($0) } }
        let names = Set(axes.map(\.name))
        var cells = base
        for extra in include {
            let fixed = extra.filter { names.contains($0.key) }
            let matching = base.indices.filter { base[$0].includes(fixed) }
            if matching.isEmpty || fixed.count == extra.count {
                if !cells.contains(extra) { cells.append(extra) }
            } else {
                for index in matching { cells[index].merge(extra) { old, _ in old } }
            }
        }
        return titled(cells)
    }

    private func titled(_ cells: [Labels]) -> [Cell] {
        let order = axes.map(\.name)
        let titles = cells.map { cell in
            let extra = cell.keys.filter { !order.contains($0) }.sorted()
            return (order + extra).compactMap { cell[$0] }.joined(separator: ", ")
        }
        let counts = Dictionary(titles.map { ($0, 1) }, uniquingKeysWith: +)
        return zip(cells, titles).map { cell, title in
            Cell(labels: cell, title: counts[title] == 1 ? title : cell.text)
        }
    }
}

extension Step {
    /// The step as each cell of its matrix is called, with the values of the cell's placeholders; itself without a matrix.
    package var cells: [(name: String, cell: Matrix.Cell)] {
        guard let matrix else { return [(name, Matrix.Cell(labels: [:], title: ""))] }
        return matrix.cells.map { cell in (cell.labels.isEmpty ? name : "\(name) (\(cell.title))", cell) }
    }
}

extension Matrix.Cell {
    /// `matrix.browser` and its like.
    package var values: [String: String] {
        Dictionary(labels.map { ("matrix.\($0.key)", $0.value) }) { first, _ in first }
    }
}

extension Pipeline {
    /// The folder in which each step runs that has one, by the name that its records and reports have.
    package var stepFolders: [String: String] {
        var folders: [String: String] = [:]
        for step in steps.values {
            guard let directory = step.directory else { continue }
            for (name, cell) in step.cells { folders[name] = Substitution(cell.values).text(directory) }
        }
        return folders
    }
}
