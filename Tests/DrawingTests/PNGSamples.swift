/// Small PNGs of every kind, made with Pillow, and the grey levels they show.
enum PNGSamples {
    static let all: [(name: String, base64: String, levels: [UInt8])] = [
        (
            "8-bit colour",
            "iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAIAAACUgoPjAAAAEklEQVR4nGP4//8/AwNDQ0MDABryBH5Dz3kkAAAAAE"
                + "lFTkSuQmCC",
            [255, 0, 128]
        ),
        (
            "palette",
            "iVBORw0KGgoAAAANSUhEUgAAAAMAAAABAgMAAABmjvwnAAAACVBMVEUAAAD///9aWlrZByUjAAAACklEQVR4nGPwAA"
                + "AASgBJoenHlwAAAABJRU5ErkJggg==",
            [255, 0, 90]
        ),
        (
            "16-bit grey",
            "iVBORw0KGgoAAAANSUhEUgAAAAMAAAABEAAAAABuG5crAAAAD0lEQVR4nGNkYPj/v7ERAAiKAwIXCQOuAAAAAElFTk"
                + "SuQmCC",
            [0, 255, 128]
        ),
        (
            "one bit",
            "iVBORw0KGgoAAAANSUhEUgAAAAQAAAABAQAAAADRRzJgAAAACklEQVR4nGMIAAAAUgBR9yHZtwAAAABJRU5ErkJggg"
                + "==",
            [0, 255, 0, 255]
        ),
        (
            "black ink on nothing",
            "iVBORw0KGgoAAAANSUhEUgAAAAQAAAABCAQAAABTNcdGAAAAEUlEQVR4nGNgYGD4z8DAwAAABQQBAIrTKCcAAAAASU"
                + "VORK5CYII=",
            [255, 0, 255, 255]
        ),
        (
            "white ink on nothing",
            "iVBORw0KGgoAAAANSUhEUgAAAAQAAAABCAQAAABTNcdGAAAAEUlEQVR4nGP8z8Dwn4GRgQEADQgCAeNj+ewAAAAASU"
                + "VORK5CYII=",
            [0, 255, 0, 0]
        ),
        (
            "white paper with a hole",
            "iVBORw0KGgoAAAANSUhEUgAAAAQAAAABCAQAAABTNcdGAAAAEUlEQVR4nGP4/5/h////nAwAGwAFBXkcDuUAAAAASU"
                + "VORK5CYII=",
            [255, 0, 255, 255]
        ),
        (
            "black paper with a hole",
            "iVBORw0KGgoAAAANSUhEUgAAAAQAAAABCAQAAABTNcdGAAAAEUlEQVR4nGNg+P//P8N/TgYAFQYEBhwjpA0AAAAASU"
                + "VORK5CYII=",
            [0, 255, 0, 0]
        ),
    ]
}
