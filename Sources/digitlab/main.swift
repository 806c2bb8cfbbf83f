Digitlab.main()
