package import Core
package import Scanning

extension ServiceRecord: Wired {
    package static var blank: ServiceRecord { ServiceRecord(name: "", environment: "", log: "", seconds: 0) }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "name", &name)
        try fields("environment", &environment)
        try fields("step", &step)
        try fields("version", &version)
        try fields("wanted", &wanted)
        try fields("port", &port)
        try fields("image", &image)
        try fields("digest", &digest)
        try fields("log", &log)
        try fields("seconds", &seconds)
    }
}
