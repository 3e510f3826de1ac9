import CommandLine

await Assay.start()
