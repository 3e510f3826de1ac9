import Glibc
import Testing

@Suite("assay mock")
struct MockCommandTests {
    private static let stubs = """
        mock: {name: payments, dependency: payments, seed: 7}
        stubs:
          - name: charge
            request: {method: POST, path: "/v1/charges/{id}"}
            response: {status: 201, json: {id: "{{request.path.id}}", paid: true}}
            faults:
              - {status: 503, first: 1}
            expect: {at_least: 2}
          - name: upload
            request: {method: PUT, path: /upload}
            response: {status: 200, body: got}
        """

    /// Charges until it is paid, as a client with a fallback does, and writes the result of a test.
    private static let client = """
        import http.client, os, urllib.parse
        mock = urllib.parse.urlparse(os.environ['MOCK_URL'])
        def charge():
            c = http.client.HTTPConnection(mock.hostname, mock.port); c.request('POST', '/v1/charges/9', b'{}')
            return c.getresponse().status
        statuses = [charge() for _ in range(2)]
        print(statuses)
        ok = statuses == [503, 201]
        open('r.xml', 'w').write('<testsuite name="s"><testcase classname="c" name="falls back"><properties>'
            '<property name="fallback" value="payments"/></properties>'
            + ('' if ok else '<failure message="no"/>') + '</testcase></testsuite>')
        """

    private func folder(_ command: String = "python3 client.py") -> Folder {
        let folder = Folder()
        folder.write(Self.stubs, to: "pay.yaml")
        folder.write(Self.client, to: "client.py")
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [pay]}]}
            external_dependencies: [payments]
            integration_gate:
              criteria:
                external_dependencies: {mock_coverage: 100%, fallback_tested: true}
            steps:
              pay:
                kind: integration
                run: \(Program.assay) mock pay.yaml --report mock.json --run \(command)
                reports: [mock.json, r.xml]
            """,
            to: "assay.yaml"
        )
        return folder
    }

    @Test("a step whose command runs beside a mock feeds the gate with what was called and what was injected")
    func step() {
        let ended = Program.assay("run", in: folder())
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("2 of 2 criteria met"), "\(ended.out)")
    }

    @Test("a command that never calls the mock leaves the gate red, and the expectation fails")
    func uncalled() {
        let write = "echo '<testsuite name=\"s\"><testcase classname=\"c\" name=\"t\"/></testsuite>' > r.xml"
        let folder = folder("sh -c \"exit 0\"")
        folder.write("<testsuite name=\"s\"><testcase classname=\"c\" name=\"t\"/></testsuite>", to: "r.xml")
        let ended = Program.run(
            [Program.assay, "mock", "pay.yaml", "--report", "mock.json", "--run", "sh", "-c", write],
            in: folder
        )
        #expect(ended.code == 1)
        #expect(folder.read("mock.json").contains("\"met\": false"))
        let run = Program.assay("run", in: folder)
        #expect(run.code != 0)
    }

    @Test("the command's own exit code goes on")
    func code() {
        let folder = folder()
        let ended = Program.run([Program.assay, "mock", "pay.yaml", "--run", "sh", "-c", "exit 7"], in: folder)
        #expect(ended.code == 7)
    }

    @Test("a body of 1 GB is read to its end, answered, and held nowhere")
    func longBody() {
        let folder = folder()
        folder.write(
            """
            import http.client, os, urllib.parse
            mock = urllib.parse.urlparse(os.environ['MOCK_URL'])
            c = http.client.HTTPConnection(mock.hostname, mock.port)
            block = b'x' * (1 << 20)
            c.putrequest('PUT', '/upload'); c.putheader('Content-Length', str(1 << 30)); c.endheaders()
            for _ in range(1024): c.send(block)
            print(c.getresponse().read().decode())
            print([l.split()[1] for l in open(f'/proc/{os.getppid()}/status') if l.startswith('VmHWM')][0])
            """,
            to: "long.py"
        )
        let ended = Program.run(
            [Program.assay, "mock", "pay.yaml", "--run", "python3", "long.py"],
            in: folder
        )
        let lines = ended.out.split(separator: "\n")
        #expect(lines.first == "got", "\(ended.out)\(ended.err)")
        let peak = lines.dropFirst().first.flatMap { Int($0) } ?? .max
        #expect(peak < 200_000, "\(peak) KiB")
    }
}
