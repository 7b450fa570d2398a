"""The server under test as a process: started, watched, stopped."""
