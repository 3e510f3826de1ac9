// Built together with the sources of Criteria by `Fuzz/run`. The first byte chooses how the rest is read.

/// What the fuzzer found to be wrong; ends the process so that libFuzzer keeps the input.
import Criteria

private func broken(_ what: String) -> Never {
    print(what)
    fatalError(what)
}

/// Longest text that the language reads, in bytes.
private let longestText = 4096

private let extremes: [Double] = [
    .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude, 0, 1,
]

private let names: NameTable = [
    "coverage": .ratio, "execution_time": .duration, "rps": .rate, "errors": .count, "artifact": .bytes,
    "network": .bandwidth, "cpu": .cores, "branch": .text, "manual_trigger": .boolean, "level": .level,
]

/// Evaluation must end with a finite number or no number, whatever the operands are.
private func evaluate(_ expression: Expression, _ seed: UInt8) {
    for (index, amount) in extremes.enumerated() {
        let dimension = Dimension.allCases[(index + Int(seed)) % Dimension.allCases.count]
        let value = expression.evaluate { reference in
            switch names.dimensions[reference.name] {
            case .boolean: .bool(amount > 0)
            case .text, .level: .text(reference.name)
            case let known: .quantity(amount, seed & 1 == 0 ? known ?? dimension : dimension)
            }
        }
        if case .quantity(let result, _) = value, !result.isFinite { broken("\(expression) came to \(result)") }
    }
    _ = expression.evaluate { _ in .unknown(reason: nil) }
}

private func checkError(_ error: CriteriaError, _ text: String) {
    if error.column < 1 || error.column > text.count + 1 || error.length < 1 || error.message.isEmpty {
        broken("\(error) is not in the text")
    }
}

private func tryExpression(_ text: String, _ seed: UInt8) {
    do {
        let expression = try Expression.parse(text, names: names)
        evaluate(expression, seed)
        let printed = expression.description
        // Canonical spelling writes out names, and may so grow past what is read.
        if printed.utf8.count > longestText { return }
        guard let again = try? Expression.parse(printed, names: names), again == expression else {
            broken("\(printed) does not read back")
        }
    } catch { checkError(error, text) }
}

private func tryPhrase(_ text: String, _ signature: MetricSignature?, _ seed: UInt8) {
    do {
        let phrase = try Phrase.parse(text, for: signature, names: names)
        let printed = phrase.description
        if printed.utf8.count > longestText { return }
        guard let again = try? Phrase.parse(printed, for: signature, names: names), again == phrase else {
            broken("\(printed) does not read back")
        }
        guard let signature else { return }
        guard let condition = try? phrase.expression(for: signature) else { broken("\(printed) has no meaning") }
        evaluate(condition, seed)
    } catch { checkError(error, text) }
}

/// The entry that libFuzzer calls with each input; always 0, which keeps the input if it reached new code.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    guard let mode = bytes.first else { return 0 }
    let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
    let dimensions = Dimension.allCases
    switch Int(mode >> 1) % (dimensions.count + 3) {
    case 0: tryExpression(text, mode)
    case 1: tryPhrase(text, nil, mode)
    case 2:
        do {
            let quantity = try Quantity(parsing: text)
            if (try? Quantity(parsing: quantity.description)) != quantity { broken("\(quantity) does not read back") }
        } catch { checkError(error, text) }
    case let index:
        let direction = Direction.allCases[Int(mode) % Direction.allCases.count]
        tryPhrase(text, MetricSignature(name: "m", dimension: dimensions[index - 3], direction: direction), mode)
    }
    return 0
}
