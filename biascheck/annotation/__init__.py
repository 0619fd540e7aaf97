"""Reports out to annotation tools, and corrected annotations back as labelled rows."""
