import Engine
import Testing

@Suite("Wishes to stop")
struct StopWishesTests {
    @Test(
        "what comes within a second of a wish is the same wish, and a closed terminal never asks for force",
        arguments: [
            ([(StopWishes.Source.asked, 0.0)], 1),
            ([(.asked, 0), (.asked, 0.0003)], 1),
            ([(.asked, 0), (.asked, 1)], 1),
            ([(.asked, 0), (.asked, 1.5)], 2),
            ([(.asked, 0), (.asked, 0.9), (.asked, 1.8)], 2),
            ([(.terminalClosed, 0), (.terminalClosed, 5)], 1),
            ([(.asked, 0), (.terminalClosed, 5)], 1),
            ([(.terminalClosed, 0), (.asked, 5)], 2),
            ([(.asked, 0), (.asked, 2), (.asked, 4)], 3),
        ] as [([(StopWishes.Source, Double)], Int)]
    )
    func count(signals: [(StopWishes.Source, Double)], wishes: Int) {
        var state = StopWishes()
        #expect(signals.count { state.receive($0.0, at: .seconds($0.1)) } == wishes)
    }
}
