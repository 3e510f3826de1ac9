import Glibc

/// A real server that speaks S3, from PyPI: started once, ends with the tests.
package struct MotoServer: Sendable {
    package let address: String

    /// nil where it is not installed.
    package static let shared: MotoServer? = start()

    package static let missing = "moto is missing: scripts/bootstrap test installs it into .venv"

    private static let program = """
        import logging, os, time
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        from moto.server import ThreadedMotoServer
        parent = os.getppid()
        server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        server.start()
        print(server.get_host_and_port()[1], flush=True)
        while os.getppid() == parent:
            time.sleep(0.5)
        """

    package static var python: String {
        let here = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return "/\(here)/.venv/bin/python"
    }

    private static func start() -> MotoServer? {
        Descriptors.keep()
        guard access(python, X_OK) == 0,
            let pipe = popen("exec '\(python)' -c '\(program)' 2>/dev/null", "r")
        else { return nil }
        var line = [CChar](repeating: 0, count: 64)
        guard fgets(&line, 64, pipe) != nil else { return nil }
        let digits = line.prefix { (0x30...0x39).contains($0) }.map { UInt8(bitPattern: $0) }
        guard let port = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
        return MotoServer(address: "http://127.0.0.1:\(port)")
    }
}
