import Mocking
import Scanning
import Testing

@Suite struct TorchServeTests {
    private struct Session {
        var engine = MockEngine(MockDefinition(dependency: "model", preset: TorchServe()))

        mutating func ask(_ method: String, _ target: String) throws -> (status: Int, json: JSON) {
            let answer = engine.answer(MockRequest(method: method, target: target), at: 0, now: 0)
            return (answer.status, (try? JSON(parsing: answer.body)) ?? .null)
        }
    }

    @Test("a model is registered, has no worker, is scaled, predicts, and is gone")
    func life() throws {
        var session = Session()
        #expect(try session.ask("GET", "/ping").json["status"] == "Healthy")
        #expect(try session.ask("POST", "/predictions/clf").status == 404)
        #expect(try session.ask("POST", "/models?url=clf.mar").status == 200)
        #expect(try session.ask("POST", "/models?url=clf.mar").status == 409)
        let (status, refusal) = try session.ask("POST", "/predictions/clf")
        #expect(status == 503)
        #expect(refusal["type"] == "ServiceUnavailableException")
        #expect(refusal["message"]?.string?.contains("has no worker to serve inference request") == true)
        #expect(try session.ask("PUT", "/models/clf?min_worker=2&synchronous=true").status == 200)
        #expect(try session.ask("GET", "/models/clf").json[0]?["workers"]?.array?.count == 2)
        #expect(try session.ask("POST", "/predictions/clf").status == 200)
        #expect(try session.ask("POST", "/v1/models/clf:predict").json["predictions"] != nil)
        #expect(try session.ask("GET", "/models").json["models"]?[0]?["modelName"] == "clf")
        #expect(try session.ask("DELETE", "/models/clf").status == 200)
        #expect(try session.ask("POST", "/predictions/clf").status == 404)
        #expect(try session.ask("GET", "/elsewhere").status == 501)
        #expect(session.engine.counters.unmatched == 1)
    }
}
