print("digitlab")
