import Core
import Scanning
import Wire

extension HTMLData {
    /// Files in a chunk of sources.
    private static let sourceChunk = 16

    /// The coverage that the gates judged, file by file, with the lines of the files that are carried along.
    mutating func addCoverage(_ rows: [CoverageView.Row], _ details: RunDetails) {
        guard !rows.isEmpty else { return }
        let sources = Dictionary(details.sources.map { (CleanText.line($0.path), $0) }) { first, _ in first }
        let matrix = details.matrix.map { matrix in
            Dictionary(zip(matrix.files.map { CleanText.line($0) }, matrix.cells)) { first, _ in first }
        }
        var places = [JSON](repeating: JSON(-1), count: rows.count)
        var chunk: [JSON.Member] = []
        var number = 0
        for (index, row) in rows.enumerated() {
            guard let source = sources[row.name] else { continue }
            places[index] = JSON(number)
            chunk.append(JSON.Member("\(index)", Self.source(source)))
            if chunk.count == Self.sourceChunk {
                add("s\(number)", .object(chunk))
                chunk = []
                number += 1
            }
        }
        if !chunk.isEmpty { add("s\(number)", .object(chunk)) }
        let cells = rows.map { row in JSON((matrix?[row.name] ?? []).map(Self.cell)) }
        add(
            "coverage",
            JSON(present: [
                "files": JSON(rows.map { JSON($0.name) }),
                "covered": JSON(rows.map { JSON($0.lines?.covered ?? 0) }),
                "total": JSON(rows.map { JSON($0.lines?.total ?? 0) }),
                "missed": JSON(rows.map { JSON($0.missed) }),
                "source": JSON(places), "why": JSON(Self.absence(details)),
                "suites": details.matrix.map { JSON($0.suites.map { JSON(CleanText.line($0)) }) } ?? .null,
                "cells": matrix == nil ? .null : JSON(cells),
            ])
        )
    }

    private static func cell(_ cell: Fraction?) -> JSON {
        cell.map { [JSON($0.covered), JSON($0.total)] } ?? .null
    }

    private static func source(_ source: SourceText) -> JSON {
        let added = source.added.map { "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ",")
        return [
            "text": JSON(CleanText.block(source.text, limit: .max)),
            "covered": JSON(LineRanges(source.lines, .covered).text),
            "missed": JSON(LineRanges(source.lines, .missed).text), "added": JSON(added),
        ]
    }

    /// Why a file's lines are not here.
    private static func absence(_ details: RunDetails) -> String {
        let left = details.sourcesLeftOut
        let more = left > 0 ? " \(Display.count(left, "file")) would have been too much." : ""
        return "The page carries the lines of the files that reporting.source names: those that the change touches, "
            + "where nothing else is written.\(more)"
    }
}
