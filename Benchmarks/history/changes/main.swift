// Reads a number a line from standard input, finds the changes of the series, and prints how many, and the best time of
// five in milliseconds. Compiled beside the sources of the core: see `Benchmarks/run`.

var series: [Double] = []
while let line = readLine() {
    if let value = Double(line) { series.append(value) }
}
let clock = ContinuousClock()
var best = Double.infinity
var changes = 0
for _ in 0..<5 {
    let spent = clock.measure { changes = ChangePoints.find(in: series).count }
    best = min(best, Double(spent.components.attoseconds) / 1e15 + Double(spent.components.seconds) * 1e3)
}
print(changes, best)
