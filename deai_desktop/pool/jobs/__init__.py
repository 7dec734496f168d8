"""Work for each other: what is offered, asked, sealed, done and answered."""
