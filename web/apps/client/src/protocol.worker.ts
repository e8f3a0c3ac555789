import '@botschaft/protocol/worker'
