extension Masker {
    /// The columns of a file of documents, which come to be known one after the other: members by their names.
    package struct Members {
        private(set) var places: [String: Int] = [:]
        var columns: [MaskTally.Column] = []
        let table: String

        package init(table: String) { self.table = table }

        mutating func add(_ name: String, _ column: MaskTally.Column) -> Int {
            places[name] = columns.count
            columns.append(column)
            return columns.count - 1
        }
    }

    /// The place of a member's column.
    private mutating func place(_ name: String, _ members: inout Members) -> Int {
        if let known = members.places[name] { return known }
        let full = column(members.table, name)
        return members.add(
            name,
            tally.columns[full] ?? MaskTally.Column(name: full, rule: nil, reason: "", isQuasi: false)
        )
    }

    /// Appends what stands for the value of a member; nothing while the output is looked at.
    package mutating func maskMember(
        _ name: String,
        _ value: UnsafeRawBufferPointer,
        _ members: inout Members,
        to output: inout [UInt8]
    ) {
        let place = place(name, &members)
        if isChecking {
            check(value, members.columns[place].rule)
        } else {
            mask(value, &members.columns[place], to: &output)
        }
    }

    /// Ends a document.
    package mutating func endDocument() { if !isChecking { endRow() } }

    /// Ends a file of documents.
    package mutating func end(_ members: Members) {
        for column in members.columns where !isChecking { tally.columns[column.name] = column }
        endFile()
    }
}
