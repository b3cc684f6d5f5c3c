mod faulty;
mod notices;
mod shipped;
